// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(args);

// In Azure: remove RunAsEmulator, and set ConnectionStrings:webpubsub to the connection string or to the https URL of the resource.
IResourceBuilder<AzureWebPubSubResource> webPubSub = builder.AddAzureWebPubSub("webpubsub").RunAsEmulator();
IResourceBuilder<AzureWebPubSubHubResource> chat = webPubSub.AddHub("chat");

IResourceBuilder<ProjectResource> api = builder.AddProject<Projects.Api>("api").WithReference(chat).WaitFor(webPubSub).WithHttpHealthCheck("/health").WithExternalHttpEndpoints();
builder.AddProject<Projects.Worker>("worker").WithReference(chat).WaitFor(api);
chat.AddEventHandler(api);

builder.Build().Run();
