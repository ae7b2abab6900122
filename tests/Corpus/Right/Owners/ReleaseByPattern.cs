using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A driver whose resources are different types in one list, released by a switch. Each kind is released by its own function, in the
// reverse order, and the list is emptied.
internal abstract record Resource;

internal sealed record MemoryResource<THal>(Dma<THal> Memory) : Resource
    where THal : struct, IHal;

internal sealed record ShareResource<THal>(Shared<THal> Share) : Resource
    where THal : struct, IHal;

internal sealed record PinResource(PinnedBuffer Pin) : Resource;

internal sealed class ReleaseByPattern<THal>
    where THal : struct, IHal
{
    private readonly List<Resource> _resources = [];
    private readonly Device _device;

    public ReleaseByPattern(Device device) => _device = device;

    public bool Open(byte[] firmware)
    {
        var pin = new PinnedBuffer(firmware);
        _resources.Add(new PinResource(pin));
        var share = new Shared<THal>(pin.Buffer, BufferDirection.DriverToDevice);
        _resources.Add(new ShareResource<THal>(share));
        var ring = new Dma<THal>(1, BufferDirection.Both);
        _resources.Add(new MemoryResource<THal>(ring));

        _device.Program(ring.Paddr, HalConstants.PageSize);
        if (_device.Submit(share.Paddr, firmware.Length) && _device.Wait(1000))
        {
            return true;
        }

        Close();
        return false;
    }

    public void Close()
    {
        _device.Reset();
        for (int i = _resources.Count - 1; i >= 0; i--)
        {
            switch (_resources[i])
            {
                case MemoryResource<THal> { Memory: var memory }:
                    memory.Dispose();
                    break;
                case ShareResource<THal> { Share: var share }:
                    share.Unshare();
                    break;
                case PinResource(var pin):
                    pin.Dispose();
                    break;
            }
        }

        _resources.Clear();
    }
}
