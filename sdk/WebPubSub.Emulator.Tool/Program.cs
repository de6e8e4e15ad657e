// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebPubSub.Emulator;
using WebPubSub.Emulator.Tool;

try
{
    HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
    builder.Configuration.AddEnvironmentVariables("ASPNETCORE_"); // ASPNETCORE_URLS, as with the service team's emulator
    builder.Configuration.AddCommandLine(args);
    builder.Logging.ClearProviders();
    builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
    builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a failed start is told below, in one line
    builder.Services.AddWebPubSubEmulator(builder.Configuration);
    builder.Services.Configure<WebPubSubEmulatorOptions>(options => UrlSetting.Apply(builder.Configuration["Urls"], options));

    using IHost host = builder.Build();
    await host.StartAsync();
    await StartupText.WriteAsync(Console.Out, host.Services.GetRequiredService<WebPubSubEmulator>());
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or InvalidDataException)
{
    await Console.Error.WriteLineAsync($"webpubsub-emulator: {exception.Message}");
    return 1;
}
catch (Exception exception) when (exception is IOException or SocketException)
{
    await Console.Error.WriteLineAsync($"webpubsub-emulator: {exception.Message.TrimEnd('.')}. Choose another address with --urls.");
    return 1;
}
