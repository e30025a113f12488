import { expectReviewed, inDevelopment, inProduction, shop } from './reviewed';
import { Size } from '../../src/base';
import { DataServices, HealthCheck, ImageSource } from '../../src/model';
import { GenericService, MongoService, RedisService } from '../../src/services';

const inStack = () => shop({ production: { dataServices: DataServices.IN_STACK } });

describe('MongoDB', () => {
  const mongodb = new MongoService(inStack(), 'mongodb', { database: 'shop' });

  test('in development', () => {
    expectReviewed(inDevelopment(mongodb));
  });

  test('in production, if it runs there', () => {
    expectReviewed(inProduction(mongodb));
  });
});

test('MongoDB with every option, in production', () => {
  expectReviewed(inProduction(new MongoService(inStack(), 'orders', {
    database: 'orders',
    image: 'registry.example/mongo:8.0',
    collections: [{ name: 'orders', indexes: [{ keys: { customer: 1, placed: -1 }, unique: true }] }],
    user: 'shop',
    urlVariable: 'ORDERS_URL',
    hostPort: 27018,
    resources: { memory: Size.gibibytes(4) },
  })));
});

describe('Redis', () => {
  const redis = new RedisService(inStack(), 'redis');

  test('in development', () => {
    expectReviewed(inDevelopment(redis));
  });

  test('in production, if it runs there', () => {
    expectReviewed(inProduction(redis));
  });
});

test('Redis with every option, in development', () => {
  expectReviewed(inDevelopment(new RedisService(inStack(), 'cache', {
    version: '8.0',
    persistence: false,
    maxMemory: Size.mebibytes(64),
    database: 2,
    urlVariable: 'CACHE_URL',
    hostPort: 6380,
    resources: { memory: Size.mebibytes(128) },
  })));
});

test('what a consumer is told of MongoDB and Redis, where they run elsewhere', () => {
  const stack = shop();
  const connectTo = [new MongoService(stack, 'mongodb', { database: 'shop' }), new RedisService(stack, 'redis')];
  const image = ImageSource.reference('busybox:1');
  const consumer = new GenericService(stack, 'consumer', { image, healthCheck: HealthCheck.none(), connectTo });
  expectReviewed(inProduction(consumer));
});
