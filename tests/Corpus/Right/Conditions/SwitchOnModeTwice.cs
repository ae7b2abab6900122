using System;
using Devices;
using Hal;

/// <summary>Two switch statements over one mode: what a case shares, the same case unshares.</summary>
public sealed class ModalDevice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public enum Kind
    {
        Control,
        Bulk,
        Isochronous,
    }

    public void Run(Kind kind, DmaBuffer setup, DmaBuffer data)
    {
        PhysAddr at;
        switch (kind)
        {
            case Kind.Control:
                at = THal.Share(setup, BufferDirection.DriverToDevice);
                break;
            case Kind.Bulk:
                at = THal.Share(data, BufferDirection.Both);
                break;
            case Kind.Isochronous:
                throw new NotSupportedException();
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }

        _device.Submit(at);
        _device.Wait(10);
        switch (kind)
        {
            case Kind.Control:
                THal.Unshare(at, setup, BufferDirection.DriverToDevice);
                break;
            case Kind.Bulk:
                THal.Unshare(at, data, BufferDirection.Both);
                break;
        }
    }
}
