using System;
using System.Linq;
using Devices;
using Hal;

/// <summary>Shares made by a query, ended by Array.ForEach.</summary>
public sealed class QueryBatch<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Send(DmaBuffer[] parts)
    {
        Shared<THal>[] shares = parts.Select(part => new Shared<THal>(part, BufferDirection.DriverToDevice)).ToArray();
        try
        {
            foreach (PhysAddr at in shares.Select(share => share.Paddr))
            {
                _device.Program(at, 512);
            }

            _device.Kick();
            return _device.Wait(10);
        }
        finally
        {
            Array.ForEach(shares, share => share.Unshare());
        }
    }
}
