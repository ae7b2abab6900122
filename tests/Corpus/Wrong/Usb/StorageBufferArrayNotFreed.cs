using System;
using Hal;
using Devices;

// Follows a fix in U-Boot, c76a7090f64.
/// <summary>A USB mass storage gadget that allocates its buffers with the connection and never gives them back.</summary>
public sealed unsafe class StorageFunction<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _udc = new();
    private readonly Dma<THal> _data;
    private readonly Dma<THal> _status;

    public StorageFunction()
    {
        _data = new Dma<THal>(8, BufferDirection.Both); //! HAL2002
        _status = new Dma<THal>(1, BufferDirection.DriverToDevice);
    }

    public bool Connect()
    {
        _udc.Program(_data.Paddr, (int)_data.Length);
        _udc.Program(_status.Paddr, (int)_status.Length);
        return _udc.Wait(1000);
    }

    public void Dispose()
    {
        _udc.Reset();
        _status.Dispose();
    }
}
