// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting.ApplicationModel;

namespace WebPubSub.Aspire.Hosting.Connections;

/// <summary>The connection string of a resource. It can be unknown until the resource runs.</summary>
internal interface IConnection : IValueProvider, IManifestExpressionProvider;
