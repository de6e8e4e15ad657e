// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddWebPubSub(builder.Configuration.GetConnectionString("WebPubSub")).AddHub<ChatHub>();
builder.Services.AddSingleton<EventVerifier>();
builder.Build().Run();
