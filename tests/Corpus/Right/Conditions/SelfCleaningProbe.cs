using Devices;
using Hal;

namespace Drivers;

// A probe with several acquisitions, whose flags say at the end what is to be undone. One exit, where each flag undoes its step; what
// succeeded moves to fields and its flag is cleared.
public sealed unsafe class FlaggedProbe<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly PowerDomain _power;
    private DmaAllocation _ring;
    private PhysAddr _firmwareAddress;
    private DmaBuffer _firmware;

    public FlaggedProbe(Device device, PowerDomain power) => (_device, _power) = (device, power);

    public int Probe(DmaBuffer firmware)
    {
        int result = -12;
        bool powered = false;
        bool shared = false;
        PhysAddr address = default;
        DmaAllocation ring = THal.DmaAlloc(2, BufferDirection.Both);
        if (ring.Paddr == default)
        {
            return result;
        }

        bool allocated = true;
        try
        {
            result = _power.Enable();
            powered = result == 0;
            if (powered)
            {
                address = THal.Share(firmware, BufferDirection.DriverToDevice);
                shared = true;
                _device.Program(address, firmware.Length);
                _device.Program(ring.Paddr, 2 * HalConstants.PageSize);
                result = _device.Wait(100) ? 0 : -110;
            }

            if (result == 0)
            {
                (_ring, _firmware, _firmwareAddress) = (ring, firmware, address);
                allocated = false;
                shared = false;
                powered = false;
            }
        }
        finally
        {
            if (shared)
            {
                _device.Reset();
                THal.Unshare(address, firmware, BufferDirection.DriverToDevice);
            }

            if (powered)
            {
                _power.Disable();
            }

            if (allocated)
            {
                _ = THal.DmaDealloc(ring.Paddr, ring.Vaddr, 2);
            }
        }

        return result;
    }

    public void Remove()
    {
        if (_ring.Paddr == default)
        {
            return;
        }

        _device.Reset();
        THal.Unshare(_firmwareAddress, _firmware, BufferDirection.DriverToDevice);
        _firmware = default;
        DmaAllocation ring = _ring;
        _ring = default;
        _power.Disable();
        if (THal.DmaDealloc(ring.Paddr, ring.Vaddr, 2) != 0)
        {
            throw new DmaException("The ring was not given back.");
        }
    }
}
