import { DockerIgnore } from '../../src/image';

test('sections are written in order, each under its heading', () => {
  const ignore = new DockerIgnore();
  ignore.addSection({ title: 'Environment', patterns: ['.env', '.env.*', '!.env.example'] });
  ignore.addSection({ title: 'Git', patterns: ['.git/'] });
  expect(ignore.render()).toBe('# Environment\n.env\n.env.*\n!.env.example\n\n# Git\n.git/\n');
});

test('the order of patterns is kept, because it decides', () => {
  const ignore = new DockerIgnore();
  ignore.addSection({ title: 'A', patterns: ['!z', 'a', 'm'] });
  expect(ignore.render()).toBe('# A\n!z\na\nm\n');
});

test('what the caller does with the patterns afterwards changes nothing', () => {
  const ignore = new DockerIgnore();
  const patterns = ['a'];
  ignore.addSection({ title: 'A', patterns });
  patterns.push('b');
  expect(ignore.render()).toBe('# A\na\n');
});

test.each(['', ' a', 'a ', '#a', 'a\nb', 'a\rb', 'a\0b', '\t'])('%j is no pattern and no heading', (text) => {
  const message = `${JSON.stringify(text)} cannot stand in a .dockerignore file: allowed is one line of text that starts neither with white space nor with "#"`;
  expect(() => new DockerIgnore().addSection({ title: 'A', patterns: [text] })).toThrow(message);
  expect(() => new DockerIgnore().addSection({ title: text, patterns: [] })).toThrow(message);
});

test.each(["'; rm -rf /", '${X}', 'a b', '**/*$py.class', '*.egg-info/'])('%s is a pattern, because Docker alone reads it', (pattern) => {
  const ignore = new DockerIgnore();
  ignore.addSection({ title: 'A', patterns: [pattern] });
  expect(ignore.render().split('\n')).toEqual(['# A', pattern, '']);
});

test('patterns that are added later come last, where they decide', () => {
  const ignore = new DockerIgnore();
  ignore.addSection({ title: 'Git', patterns: ['.git/'] });
  ignore.addPatterns('docs/', '!docs/api.json');
  expect(ignore.render()).toBe('# Git\n.git/\n\n# Further\ndocs/\n!docs/api.json\n');
});
