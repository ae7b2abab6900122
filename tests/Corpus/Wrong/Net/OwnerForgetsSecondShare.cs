using System;
using Hal;
using Devices;

/// <summary>An owner of a packet's two shares whose Dispose ends one of them.</summary>
public sealed class PacketMapping<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _header;
    private readonly Shared<THal> _payload;

    public PacketMapping(DmaBuffer header, DmaBuffer payload)
    {
        _header = new Shared<THal>(header, BufferDirection.DriverToDevice); //! HAL1002
        _payload = new Shared<THal>(payload, BufferDirection.DriverToDevice);
    }

    public PhysAddr Header => _header.Paddr;

    public PhysAddr Payload => _payload.Paddr;

    public void Post(Ring ring)
    {
        ring.Post(0, Header, _header.Buffer.Length);
        ring.Post(1, Payload, _payload.Buffer.Length);
    }

    public void Dispose()
    {
        _payload.Unshare();
    }
}
