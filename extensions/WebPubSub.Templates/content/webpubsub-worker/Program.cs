using Company.Worker1;
using Microsoft.Extensions.Options;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddOptions<WorkerOptions>().BindConfiguration("Worker");

// The client connects in the background when the application starts, and reconnects by itself.
builder.Services.AddWebPubSubClient(services =>
        WorkerCredential.Create(services.GetRequiredService<IOptions<WorkerOptions>>().Value, builder.Configuration.GetConnectionString("WebPubSub")))
    .StartWithApplication();
builder.Services.AddHostedService<GroupReader>();
builder.Services.AddHostedService<GroupSender>();

builder.Build().Run();
