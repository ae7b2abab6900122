using Devices;
using Hal;

/// <summary>Share inside a condition, submission in its right-hand side, assignment in the condition of a while.</summary>
public sealed class SharesInConditions<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer data)
    {
        PhysAddr at;
        if (_device.Ready && (at = THal.Share(data, BufferDirection.Both)) != default)
        {
            bool ok = _device.Submit(at, data.Length);
            THal.Unshare(at, data, BufferDirection.Both);
            return ok;
        }

        return false;
    }

    public int Count(DmaBuffer data)
    {
        int rounds = 0;
        PhysAddr at;
        while (_device.Submit(at = THal.Share(data, BufferDirection.Both), data.Length))
        {
            THal.Unshare(at, data, BufferDirection.Both);
            rounds++;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return rounds;
    }

    public void Nested(DmaBuffer data) => THal.Unshare(THal.Share(data, BufferDirection.Both), data, BufferDirection.Both);
}
