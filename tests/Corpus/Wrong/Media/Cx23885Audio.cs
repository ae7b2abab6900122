using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "media: cx23885: Add missing unmap in snd_cx23885_hw_params()" (141c81849fab): the sound buffer stayed mapped
// when the RISC program could not be built.
public sealed unsafe class Cx23885Audio<THal>
    where THal : struct, IHal
{
    private readonly Device _bridge;
    private DmaBuffer _samples;
    private PhysAddr _address;
    private Dma<THal>? _risc;

    public Cx23885Audio(Device bridge) => _bridge = bridge;

    public int HardwareParameters(DmaBuffer samples, int periods)
    {
        if (periods <= 0 || samples.Length % periods != 0)
        {
            return -22;
        }

        int period = samples.Length / periods;
        PhysAddr address = THal.Share(samples, DeviceToDriver); //! HAL1002
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)periods * 16 + 16), DriverToDevice, out Dma<THal>? risc))
        {
            return -12;
        }

        uint* instruction = risc.Pointer<uint>(0);
        for (int i = 0; i < periods; i++)
        {
            *instruction++ = 0x1C00_0000 | (uint)period;
            *instruction++ = (uint)(address.Value + (ulong)(i * period));
            *instruction++ = (uint)((address.Value + (ulong)(i * period)) >> 32);
        }

        *instruction = 0x7000_0000;
        _samples = samples;
        _address = address;
        _risc = risc;
        _bridge.Program(risc.Paddr, periods * 12);
        return 0;
    }

    public void HardwareFree()
    {
        _bridge.Reset();
        _risc?.Dispose();
        _risc = null;
        THal.Unshare(_address, _samples, DeviceToDriver);
    }
}
