using System;
using Devices;
using Hal;

/// <summary>A bounce region is used for what is not aligned; for the rest the caller's buffer is shared.</summary>
public sealed class AlignedTransfer<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _bounce = new(16, BufferDirection.Both);
    private readonly Device _device = new();

    public unsafe int Read(DmaBuffer into)
    {
        bool bounced = ((nuint)into.Pointer & 511) != 0 || into.Length % 512 != 0;
        PhysAddr at = bounced ? _bounce.Paddr : THal.Share(into, BufferDirection.DeviceToDriver);
        int status = _device.Start(at, into.Length);
        if (bounced)
        {
            _bounce.AsSpan()[..into.Length].CopyTo(into.AsSpan());
        }
        else
        {
            THal.Unshare(at, into, BufferDirection.DeviceToDriver);
        }

        return status;
    }

    public void Dispose() => _bounce.Dispose();
}
