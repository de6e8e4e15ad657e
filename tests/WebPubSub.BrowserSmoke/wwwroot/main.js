import { dotnet } from './_framework/dotnet.js';

const url = new URLSearchParams(location.search).get('url');
await dotnet.withApplicationArguments(url).run();
