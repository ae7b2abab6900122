using System;
using System.Threading;
using Devices;
using Hal;

/// <summary>Stop may be called any number of times; callers do so, in a row, in catch and finally, and after Dispose.</summary>
public sealed class Stoppable<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly DmaBuffer _buffer;
    private PhysAddr _at;
    private int _stopped = 1;

    public Stoppable(DmaBuffer buffer) => _buffer = buffer;

    public void Start()
    {
        _at = THal.Share(_buffer, BufferDirection.Both);
        Volatile.Write(ref _stopped, 0);
        _device.Program(_at, _buffer.Length);
    }

    public void Stop()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        _device.Reset();
        THal.Unshare(_at, _buffer, BufferDirection.Both);
    }

    public void Dispose() => Stop();

    public static bool Run(DmaBuffer buffer)
    {
        using var driver = new Stoppable<THal>(buffer);
        driver.Start();
        try
        {
            if (!driver._device.Wait(10))
            {
                driver.Stop();
                return false;
            }
        }
        catch (DeviceException)
        {
            driver.Stop();
            driver.Stop();
            throw;
        }
        finally
        {
            driver.Stop();
        }

        driver.Dispose();
        return true;
    }
}
