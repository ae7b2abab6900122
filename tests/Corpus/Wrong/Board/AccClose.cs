using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "baseband/acc: fix memory leak on acc100 close": of the two rings of the accelerator only one is given back
// when it closes.
public sealed class Accelerator<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _software;
    private readonly Dma<THal> _tail;

    public Accelerator(Device device, nuint pages)
    {
        _device = device;
        _software = new Dma<THal>(pages, BufferDirection.Both);
        try
        {
            _tail = new Dma<THal>(1, BufferDirection.Both); //! HAL2002 (no fix: try)
        }
        catch (DmaException)
        {
            _software.Dispose();
            throw;
        }

        device.Program(_software.Paddr, (int)_software.Length);
        device.Program(_tail.Paddr, (int)_tail.Length);
    }

    public unsafe uint Tail => *_tail.Pointer<uint>(0);

    public bool Ready => _device.Ready;

    public void Dispose()
    {
        _device.Reset();
        _software.Dispose();
    }
}
