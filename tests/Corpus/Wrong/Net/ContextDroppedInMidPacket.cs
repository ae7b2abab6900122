using Hal;
using Devices;

// Follows a fix in DPDK, 52e58f2ab6.
/// <summary>A receive path for packets of several segments: a damaged later one leaves the first one shared.</summary>
public sealed unsafe class SegmentedReceive<THal>
    where THal : struct, IHal
{
    private const int MoreToCome = 1;
    private const int Damaged = 2;
    private readonly Device _device = new();

    public int Receive(DmaBuffer first, DmaBuffer second)
    {
        var head = new Shared<THal>(first, BufferDirection.DeviceToDriver); //! HAL1002
        _device.Program(head.Paddr, first.Length);
        if (!_device.Poll() || _device.Status != MoreToCome)
        {
            head.Unshare();
            return first.Length;
        }

        var tail = new Shared<THal>(second, BufferDirection.DeviceToDriver);
        _device.Program(tail.Paddr, second.Length);
        _device.Poll();
        switch (_device.Status)
        {
            case Damaged:
                tail.Unshare();
                return 0;
            default:
                tail.Unshare();
                head.Unshare();
                return first.Length + second.Length;
        }
    }
}
