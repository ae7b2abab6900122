using System;
using Devices;
using Hal;

public sealed class CallbackComplete<THal>(BlockQueue queue) where THal : struct, IHal
{
    public void Write(ulong sector, DmaBuffer data, Action<int> done)
    {
        PhysAddr a = THal.Share(data, BufferDirection.DriverToDevice);
        try
        {
            queue.Start(sector, a, data.Length, status =>
            {
                THal.Unshare(a, data, BufferDirection.DriverToDevice);
                done(status);
            });
        }
        catch
        {
            THal.Unshare(a, data, BufferDirection.DriverToDevice);
            throw;
        }
    }

    public bool TryWrite(ulong sector, DmaBuffer data)
    {
        var shared = new Shared<THal>(data, BufferDirection.DriverToDevice);
        if (queue.TryStart(sector, shared.Paddr, data.Length, _ => shared.Unshare()))
        {
            return true;
        }

        shared.Unshare();
        return false;
    }
}
