using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Errors that the driver knows are turned into codes; others pass, and the share ends either way.</summary>
public static class FilteredTransfer<THal>
    where THal : struct, IHal
{
    public static int Transfer(Device device, DmaBuffer buffer, BufferDirection direction, Func<int, bool> isKnown)
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        int code = 0;
        try
        {
            code = device.Start(paddr, buffer.Length);
            if (code < 0)
            {
                throw new DeviceException($"error {code}");
            }

            if (!device.Wait(200))
            {
                device.Reset();
                throw new TimeoutException();
            }

            return buffer.Length;
        }
        catch (DeviceException) when (isKnown(code))
        {
            return code;
        }
        catch (TimeoutException)
        {
            return -110;
        }
        finally
        {
            THal.Unshare(paddr, buffer, direction);
        }
    }
}
