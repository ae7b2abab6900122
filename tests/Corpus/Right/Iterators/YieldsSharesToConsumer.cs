using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>An iterator yields shares; its consumer ends each of them.</summary>
public sealed class ShareSource<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private static IEnumerable<Shared<THal>> Each(IEnumerable<DmaBuffer> buffers)
    {
        foreach (DmaBuffer buffer in buffers)
        {
            yield return new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        }
    }

    private static IEnumerable<PhysAddr> Addresses(DmaBuffer[] buffers)
    {
        for (int i = 0; i < buffers.Length; i++)
        {
            PhysAddr at = THal.Share(buffers[i], BufferDirection.DriverToDevice);
            yield return at;
            THal.Unshare(at, buffers[i], BufferDirection.DriverToDevice);
        }
    }

    public void Send(DmaBuffer[] buffers)
    {
        foreach (Shared<THal> share in Each(buffers))
        {
            _device.Submit(share.Paddr, share.Buffer.Length);
            share.Unshare();
        }

        foreach (PhysAddr at in Addresses(buffers))
        {
            _device.Submit(at);
        }
    }
}
