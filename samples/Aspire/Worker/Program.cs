// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using AspireSample.ServiceDefaults;
using AspireSample.Worker;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.AddAzureWebPubSubServiceClient("chat");
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddHostedService<ClockPublisher>();
builder.Build().Run();
