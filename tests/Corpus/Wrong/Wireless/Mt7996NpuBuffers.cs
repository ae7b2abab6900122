using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: mt7996: Store DMA mapped buffer addresses in mt7996_npu_hw_init()": the reply area is shared for
// the network processor and its address is thrown away.
public sealed class NpuLink<THal>(Device npu, DmaBuffer commands, DmaBuffer replies)
    where THal : struct, IHal
{
    private PhysAddr _commandAddress;

    public bool Started { get; private set; }

    public int Start()
    {
        if (Started)
        {
            return 0;
        }

        _commandAddress = THal.Share(commands, BufferDirection.DriverToDevice);
        THal.Share(replies, BufferDirection.DeviceToDriver); //! HAL1003
        npu.WriteRegister(0x00, _commandAddress.Value);
        npu.WriteRegister(0x08, _commandAddress.Value + (ulong)commands.Length);
        npu.WriteRegister(0x10, (ulong)replies.Length);
        npu.Kick();
        Started = true;
        return 0;
    }

    public void Stop()
    {
        if (!Started)
        {
            return;
        }

        npu.Reset();
        THal.Unshare(_commandAddress, commands, BufferDirection.DriverToDevice);
        Started = false;
    }
}
