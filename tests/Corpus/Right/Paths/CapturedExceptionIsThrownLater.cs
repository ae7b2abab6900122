using System;
using System.Runtime.ExceptionServices;
using Devices;
using Hal;

/// <summary>An exception is caught, kept, and thrown again after the clean-up, by its dispatch info and by hand.</summary>
public sealed class ThrownLater<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer data)
    {
        ExceptionDispatchInfo? failure = null;
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        try
        {
            _device.Program(at, data.Length);
        }
        catch (DeviceException caught)
        {
            failure = ExceptionDispatchInfo.Capture(caught);
        }
        catch (Exception caught) when (caught is TimeoutException or InvalidOperationException)
        {
            _device.Reset();
            failure = ExceptionDispatchInfo.Capture(caught);
        }

        if (failure is null)
        {
            _device.Wait(10);
        }

        THal.Unshare(at, data, BufferDirection.Both);
        failure?.Throw();
    }
}
