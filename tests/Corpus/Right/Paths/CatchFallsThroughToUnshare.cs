using System;
using Devices;
using Hal;

/// <summary>The catch only notes the failure; the one Unshare comes after the try for both.</summary>
public sealed class BestEffort<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public Exception? Send(DmaBuffer data)
    {
        Exception? failure = null;
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        try
        {
            _device.Program(at, data.Length);
            _device.Kick();
            if (!_device.Wait(50))
            {
                throw new TimeoutException();
            }
        }
        catch (TimeoutException late)
        {
            _device.Reset();
            failure = late;
        }
        catch (Exception any)
        {
            failure = any;
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return failure;
    }
}
