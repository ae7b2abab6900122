using System.Numerics;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A disk with 32 tags; a bitmap says which are in use, an array what each of them holds. A tag is freed after its share ended, and an
// abort walks exactly the tags that are in use.
public sealed class TagSet<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _shares = new Shared<THal>[32];
    private readonly int[] _commands = new int[32];
    private uint _used;

    public int Free => 32 - BitOperations.PopCount(_used);

    public int Read(DmaBuffer data) => Issue(0x02, data, DeviceToDriver);

    public int Write(DmaBuffer data) => Issue(0x01, data, DriverToDevice);

    public bool TryComplete(int tag)
    {
        uint bit = 1u << tag;
        if ((_used & bit) == 0 || !queue.IsDone(_commands[tag]))
        {
            return false;
        }

        Release(tag);
        return true;
    }

    /// <summary>Called when the controller has been reset: nothing is in its hands any more.</summary>
    public void AfterReset()
    {
        for (uint left = _used; left != 0; left &= left - 1)
        {
            Release(BitOperations.TrailingZeroCount(left));
        }
    }

    private int Issue(byte opcode, DmaBuffer data, BufferDirection direction)
    {
        if (_used == uint.MaxValue)
        {
            return -11;
        }

        int tag = BitOperations.TrailingZeroCount(~_used);
        var share = new Shared<THal>(data, direction);
        int command = queue.Submit(opcode, share.Paddr, default);
        if (command < 0)
        {
            share.Unshare();
            return command;
        }

        _shares[tag] = share;
        _commands[tag] = command;
        _used |= 1u << tag;
        queue.RingDoorbell();
        return tag;
    }

    private void Release(int tag)
    {
        _shares[tag].Unshare();
        _shares[tag] = default;
        _used &= ~(1u << tag);
    }
}
