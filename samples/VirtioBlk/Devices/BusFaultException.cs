using System;

namespace Virtio.Devices;

/// <summary>A device accessed an address that it was not given, or not for this.</summary>
internal sealed class BusFaultException(string message) : Exception(message);
