using System;
using Devices;
using Hal;

public sealed class CatchSwallows<THal>(Device device) where THal : struct, IHal
{
    public bool Send(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        try
        {
            device.Program(a, b.Length);
            device.Kick();
            return true;
        }
        catch (DeviceException e)
        {
            Log.Info(e.Message);
            return false;
        }
        finally
        {
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
        }
    }
}
