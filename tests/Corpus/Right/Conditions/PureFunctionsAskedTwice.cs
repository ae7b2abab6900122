using System;
using Devices;
using Hal;

/// <summary>A pure method, a computed property and a local function are asked before and after; they answer the same.</summary>
public sealed class PureQuestions<THal>
    where THal : struct, IHal
{
    private const int Limit = 256;
    private readonly Device _device = new();
    private readonly int _limit;

    public PureQuestions(int limit) => _limit = limit;

    private bool HasLimit => _limit > 0 && _limit < Limit;

    private static bool IsLarge(DmaBuffer data) => data.Length > Limit;

    private bool Fits(int length) => length <= _limit;

    public int ByMethod(DmaBuffer data)
    {
        PhysAddr at = IsLarge(data) ? THal.Share(data, BufferDirection.Both) : default;
        int status = _device.Start(at, data.Length);
        if (IsLarge(data))
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }

    public int ByField(DmaBuffer data)
    {
        PhysAddr at = default;
        if (HasLimit && !Fits(data.Length))
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, data.Length);
        if (HasLimit && !Fits(data.Length))
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }

    public int ByLocal(DmaBuffer data, int mode)
    {
        PhysAddr at = Wanted() ? THal.Share(data, BufferDirection.Both) : default;
        int status = _device.Start(at, mode);
        if (Wanted())
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;

        bool Wanted() => mode is 1 or 3;
    }
}
