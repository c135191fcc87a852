const apps = ['edge', 'hub', 'dashboard', 'provisioning'];
const testFile = '(\\.test\\.tsx?$|^(edge|hub|dashboard|provisioning|shared)/test/|^test/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...apps.map((app) => ({
      name: `${app}-meets-others-only-through-shared`,
      severity: 'error',
      from: { path: `^${app}/` },
      to: { path: `^(${apps.filter((other) => other !== app).join('|')})/` },
    })),
    {
      name: 'shared-knows-no-app',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: `^(${apps.join('|')})/` },
    },
    {
      name: 'product-code-imports-no-test-code',
      severity: 'error',
      from: { pathNot: testFile },
      to: { path: `(${testFile.slice(1, -1)})` },
    },
    {
      name: 'the-browser-gets-no-native-module-and-no-validator',
      severity: 'error',
      from: { path: '^dashboard/src/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '(node_modules/(typebox|sharp|onnxruntime-node|sodium-native|better-sqlite3)/|^(node:)?(crypto|fs|path|os)$)',
        reachable: true,
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|\\.data/|^(hub/drizzle|.*\\.config)\\.' },
    tsPreCompilationDeps: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
