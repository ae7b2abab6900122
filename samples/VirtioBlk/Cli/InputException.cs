using System;

namespace Virtio.Cli;

/// <summary>The command line or the image cannot be used. The message names the thing and the remedy.</summary>
internal sealed class InputException(string message) : Exception(message);
