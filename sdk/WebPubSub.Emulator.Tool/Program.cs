// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Emulator;
using WebPubSub.Emulator.Tool;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a failed start is told below, in one line
builder.Services.AddWebPubSubEmulator(builder.Configuration);

try
{
    using IHost host = builder.Build();
    await host.StartAsync();
    await StartupText.WriteAsync(Console.Out, host.Services.GetRequiredService<WebPubSubEmulator>());
    await host.WaitForShutdownAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync($"webpubsub-emulator: {exception.Message}");
    return 1;
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"webpubsub-emulator: {exception.Message} Choose another one with --urls.");
    return 1;
}
