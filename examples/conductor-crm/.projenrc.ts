import { Project, typescript } from 'projen';
import {
  AngularNginxFrontend, BackendService, CeleryBeat, CeleryWorker, ContainerStack, EdgeProxy, EnvValue, Language, MongoService, RedisService,
} from 'projen-container-stack';

const project = new Project({ name: 'conductor-crm' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'conductor', {
  title: 'Conductor CRM',
  language: Language.PT_BR,
  repositoryUrl: 'https://github.com/your-org/conductor-crm.git',
});

const mongodb = new MongoService(stack, 'mongodb', {
  database: 'conductor',
  collections: [
    { name: 'users', indexes: [{ keys: { email: 1 }, unique: true }] },
    { name: 'leads', indexes: [{ keys: { email: 1 } }, { keys: { owner_id: 1 } }] },
    { name: 'deals', indexes: [{ keys: { owner_id: 1 } }, { keys: { lead_id: 1 } }] },
    { name: 'companies', indexes: [{ keys: { domain: 1 }, unique: true }] },
    { name: 'activities' },
    { name: 'email_tracking_events' },
    { name: 'workflows' },
    { name: 'workflow_executions' },
    { name: 'ai_chat_conversations' },
    { name: 'calendar_events' },
    { name: 'notifications' },
    { name: 'user_preferences' },
    { name: 'pipeline_snapshots', indexes: [{ keys: { taken_at: -1 } }] },
  ],
});
const redis = new RedisService(stack, 'redis');

const backend = new BackendService(stack, 'backend', {
  app: 'app.main:app',
  readinessPath: '/health/ready',
  developmentRequirementsFile: 'requirements-dev.txt',
  connectTo: [mongodb, redis],
  environment: {
    SECRET_KEY: EnvValue.secret('SECRET_KEY', {
      developmentValue: 'dev-secret-key-change-in-production',
      description: 'chave da aplicação; a produção não inicia sem ela',
    }),
    SENTRY_DSN: EnvValue.variable('SENTRY_DSN', { description: 'endereço do projeto no Sentry; vazio desliga o envio de erros' }),
    FRONTEND_URL: EnvValue.variable('FRONTEND_URL', {
      defaultValue: 'http://localhost:4200',
      description: 'endereço público do frontend',
    }),
  },
  secrets: ['CLAUDE_API_KEY', 'OPENAI_API_KEY', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
});
new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });
new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });
const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'conductor-crm', api: backend });
new EdgeProxy(stack, 'edge', { frontend });

project.synth();
