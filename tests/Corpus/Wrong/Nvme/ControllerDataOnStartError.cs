using Hal;
using Devices;

// Follows a fix in EDK2, ac231001f5.
/// <summary>An NVMe driver's start whose error handling frees the queues and forgets the controller's data.</summary>
public sealed class ControllerStart<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _admin = new();
    private Dma<THal>? _queues;
    private Dma<THal>? _data;

    public bool Start()
    {
        Dma<THal>? queues = null, data = null;
        try
        {
            queues = new Dma<THal>(6, BufferDirection.Both);
            data = new Dma<THal>(1, BufferDirection.DeviceToDriver); //! HAL2002 (no fix: condition)
            if (_admin.Submit(6, data.Paddr, default) < 0)
                throw new DeviceException("no identify");

            (_queues, _data) = (queues, data);
            return true;
        }
        catch (DeviceException failure)
        {
            Log.Info(failure.Message);
            queues?.Dispose();
            return false;
        }
    }

    public void Stop()
    {
        _queues?.Dispose();
        _data?.Dispose();
    }
}
