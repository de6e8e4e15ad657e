// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace WebPubSub.FunctionHost;

/// <summary>Runs the entry point of a program until it has built its host, as <c>WebApplicationFactory</c> does.</summary>
internal sealed class FunctionProgram : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // Other tests of the process build hosts at the same time. The value flows only into the entry point of this program.
    private static readonly AsyncLocal<FunctionProgram?> Current = new();
    private IHost? _host;

    public static IHost Build(Assembly program, string[] arguments)
    {
        var observer = new FunctionProgram();
        using IDisposable subscription = DiagnosticListener.AllListeners.Subscribe(observer);
        FunctionProgram? outer = Current.Value;
        Current.Value = observer;
        try
        {
            program.EntryPoint!.Invoke(null, [arguments]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ProgramBuiltException)
        {
        }
        finally
        {
            Current.Value = outer;
        }

        return observer._host ?? throw new InvalidOperationException($"{program.GetName().Name} did not build a host.");
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "HostBuilt" && Current.Value == this)
        {
            _host = (IHost)value.Value!;
            throw new ProgramBuiltException(); // the program must not run its host, which would connect to the function host
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
