using System;
using Devices;
using Hal;

public sealed class CatchSwallows<THal>(Device device) where THal : struct, IHal
{
    public bool Send(DmaBuffer b)
    {
        try
        {
            PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice); //! HAL1002
            device.Program(a, b.Length);
            device.Kick();
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            return true;
        }
        catch (DeviceException e)
        {
            Log.Info(e.Message);
            return false;
        }
    }
}
