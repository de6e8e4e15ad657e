// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WebPubSub.SourceGenerator.Tests;

public sealed class RoleAnalyzerTests
{
    [Theory]
    [InlineData("\"webpubsub.sendtogroup\"")]
    [InlineData("\"webpubsub.joinGroup.room\"")]
    [InlineData("\"webPubSub.sendToGroup\"")]
    [InlineData("$\"webpubsub.sendToGroupp.{1}\"")]
    public async Task MisspelledRole_ReportsAWarning(string text)
    {
        Diagnostic diagnostic = (await AnalyzeAsync(text)).Should().ContainSingle().Subject;

        diagnostic.Id.Should().Be("WPS010");
        diagnostic.GetMessage(CultureInfo.InvariantCulture).Should().Contain("is not a role").And.Contain("WebPubSubRole.SendToGroup");
    }

    [Theory]
    [InlineData("\"webpubsub.sendToGroup\"")]
    [InlineData("$\"webpubsub.joinLeaveGroups.{1}-*\"")]
    [InlineData("\"webpubsub.group\"")]
    [InlineData("\"webpubsub.client.connections\"")]
    [InlineData("\"sendtogroup\"")]
    [InlineData("$\"{1}\"")]
    public async Task OtherText_ReportsNoWarning(string text) => (await AnalyzeAsync(text)).Should().BeEmpty();

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string text) => await TestCompilation.Create($"class C {{ public string Role => {text}; }}")
        .WithAnalyzers([new RoleAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
}
