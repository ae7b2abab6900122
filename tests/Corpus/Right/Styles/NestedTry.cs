using System;
using Devices;
using Hal;

public sealed class NestedTry<THal>(Device device) where THal : struct, IHal
{
    public int Run(DmaBuffer x, DmaBuffer y)
    {
        int result = 0;
        PhysAddr a = THal.Share(x, BufferDirection.DriverToDevice);
        try
        {
            PhysAddr c = THal.Share(y, BufferDirection.DeviceToDriver);
            try
            {
                device.Program(a, x.Length);
                device.Program(c, y.Length);
                device.Kick();
                if (!device.Wait(10))
                {
                    throw new TimeoutException();
                }
            }
            catch (TimeoutException)
            {
                device.Reset();
                result = -110;
            }
            finally
            {
                THal.Unshare(c, y, BufferDirection.DeviceToDriver);
            }
        }
        catch (DmaException e) when (e.Message.Length > 0)
        {
            result = -12;
        }
        finally
        {
            THal.Unshare(a, x, BufferDirection.DriverToDevice);
        }

        return result != 0 ? result : y[0];
    }
}
