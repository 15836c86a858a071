// The boundaries of docs/architecture.md. scripts/boundaries.test.mjs plants a violation of each rule and sees it caught.
const ENGINE = '^packages/core/src/(query|records|access|journal|search|meta|db|events)/';
const BUSINESS = '^packages/core/src/(domain|tasks|reports|demo|auth|files)/';
const TESTS = '(\\.test\\.tsx?$|\\.data-test\\.ts$|/test/)';
const FRAMEWORKS = '(^|/)node_modules/(fastify|@fastify/[^/]+|bullmq|ioredis|react|react-dom|antd)/';

module.exports = {
  forbidden: [
    { name: 'objects-are-pure', severity: 'error', from: { path: '^packages/objects/src', pathNot: TESTS }, to: { pathNot: '^packages/objects/' } },
    { name: 'client-knows-objects-only', severity: 'error', from: { path: '^packages/client/src', pathNot: TESTS }, to: { pathNot: '^packages/(client|objects)/' } },
    { name: 'core-knows-no-framework', severity: 'error', from: { path: '^packages/core/src', pathNot: TESTS }, to: { path: FRAMEWORKS } },
    { name: 'core-knows-no-app', severity: 'error', from: { path: '^packages/' }, to: { path: '^(apps|e2e)/' } },
    { name: 'engine-never-imports-business', severity: 'error', from: { path: ENGINE, pathNot: TESTS }, to: { path: BUSINESS } },
    { name: 'domains-meet-at-their-index', severity: 'error', from: { path: '^packages/core/src/domain/([^/]+)/', pathNot: TESTS }, to: { path: '^packages/core/src/domain/[^/]+/', pathNot: ['^packages/core/src/domain/$1/', '^packages/core/src/domain/[^/]+/index\\.ts$'] } },
    { name: 'api-goes-through-core', severity: 'error', from: { path: '^apps/api/src', pathNot: TESTS }, to: { path: '(^|/)node_modules/(typeorm|pg|bullmq|ioredis)/' } },
    { name: 'worker-speaks-no-http', severity: 'error', from: { path: '^apps/worker/src', pathNot: TESTS }, to: { path: '(^|/)node_modules/(typeorm|fastify|@fastify/[^/]+)/' } },
    { name: 'web-never-imports-server', severity: 'error', from: { path: '^apps/web' }, to: { path: '^packages/core|^apps/(api|worker)|(^|/)node_modules/(fastify|pg|typeorm|bullmq|ioredis)/|^node:' } },
    // The registry is the door: it loads what is special about an object by name.
    { name: 'generic-web-never-specific', severity: 'error', from: { path: '^apps/web/src/(records|fields|windows|ui)/', pathNot: TESTS }, to: { path: '^apps/web/src/(objects|pages)/', pathNot: '^apps/web/src/objects/(registry|slots)\\.tsx?$' } },
    { name: 'apps-do-not-import-each-other', severity: 'error', from: { path: '^apps/([^/]+)/', pathNot: TESTS }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    { name: 'journeys-use-the-client', severity: 'error', from: { path: '^e2e' }, to: { path: '^(apps|packages/(core|bench))/' } },
    { name: 'packages-have-one-door', severity: 'error', from: { path: '^(apps|packages|e2e)/([^/]+)/', pathNot: TESTS }, to: { path: '^packages/[^/]+/', pathNot: ['^packages/$2/', '^packages/[^/]+/src/index\\.ts$', '^packages/objects/(locales/|src/messages\\.ts$)'] } },
    { name: 'product-never-imports-tests', severity: 'error', from: { path: '^(apps|packages)/[^/]+/src', pathNot: TESTS }, to: { path: TESTS } },
    // A cycle of types alone is gone at run time, and one through a lazy import is closed long after both files are there.
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test-results|playwright-report)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
