using System;
using Devices;
using Hal;

/// <summary>A finally that has a try of its own, and one whose Unshare comes after something that may throw.</summary>
public sealed class DeepFinally<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        try
        {
            _device.Program(at, data.Length);
            _device.Wait(10);
        }
        finally
        {
            try
            {
                _device.Reset();
            }
            catch (DeviceException failure)
            {
                Log.Info(failure.Message);
            }
            finally
            {
                THal.Unshare(at, data, BufferDirection.Both);
            }
        }
    }

    public bool Quiet(DmaBuffer data)
    {
        try
        {
            PhysAddr at = THal.Share(data, BufferDirection.Both);
            try
            {
                return _device.Submit(at);
            }
            finally
            {
                THal.Unshare(at, data, BufferDirection.Both);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }
}
