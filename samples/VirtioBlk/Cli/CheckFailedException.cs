using System;

namespace Virtio.Cli;

/// <summary>What came through the queue is not what the file holds.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
