using System.Collections.Generic;
using Hal;
using Devices;

// Follows a fix in dmx_usb_module, pull request 2.
/// <summary>A virtio request whose header is a local variable, shared and put into a table for the completion.</summary>
public sealed unsafe class PendingRequests<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<int, Shared<THal>> _pending = new();
    private readonly Ring _ring = new();

    public bool Submit(int tag, ulong sector)
    {
        Header header = new() { Kind = 0, Reserved = 0, Sector = sector };
        var shared = new Shared<THal>(DmaBuffer.Of(&header), BufferDirection.DriverToDevice); //! HAL1008, HAL1014
        _pending[tag] = shared;
        return _ring.TryPost(shared.Paddr, sizeof(Header), out _);
    }

    public void Complete(int tag)
    {
        if (_pending.Remove(tag, out Shared<THal> shared))
        {
            shared.Unshare();
        }
    }

    private struct Header
    {
        public uint Kind;
        public uint Reserved;
        public ulong Sector;
    }
}
