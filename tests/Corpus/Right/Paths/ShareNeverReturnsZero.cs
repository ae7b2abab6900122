using System;
using Devices;
using Hal;

/// <summary>Drivers from other worlds test the address for 0 or for an error value; a HAL never returns it, so that path is none.</summary>
public sealed class DistrustsShare<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        if (at == default)
        {
            return -12;
        }

        int status = _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        return status;
    }

    public int RunThrowing(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        if (share.Paddr.Value == 0)
        {
            throw new DmaException("mapping failed");
        }

        ArgumentOutOfRangeException.ThrowIfZero(share.Paddr.Value);
        int status = _device.Start(share.Paddr, data.Length);
        share.Unshare();
        return status;
    }
}
