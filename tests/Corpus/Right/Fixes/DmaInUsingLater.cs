using System;
using Devices;
using Hal;

public sealed class DmaInUsingLater<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public Dma<THal> Open(uint version)
    {
        var ring = new Dma<THal>(2, BufferDirection.Both);
        try
        {
            if (mailbox.Execute(version, ring.Paddr) != 0)
            {
                throw new DeviceException("unsupported version");
            }
        }
        catch
        {
            ring.Dispose();
            throw;
        }

        return ring;
    }
}
