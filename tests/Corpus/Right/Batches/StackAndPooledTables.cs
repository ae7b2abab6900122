using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Devices;
using Hal;

/// <summary>Tables of shares on the stack, in a rented array and in an inline array, filled and emptied by ref loops.</summary>
public sealed class Tables<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    [InlineArray(4)]
    private struct Four
    {
        private Shared<THal> _first;
    }

    public void OnStack(ReadOnlySpan<DmaBuffer> parts)
    {
        Span<Shared<THal>> shares = stackalloc Shared<THal>[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            shares[i] = new Shared<THal>(parts[i], BufferDirection.Both);
        }

        _device.Kick();
        foreach (ref Shared<THal> share in shares)
        {
            share.Unshare();
            share = default;
        }
    }

    public void Rented(DmaBuffer[] parts)
    {
        PhysAddr[] at = ArrayPool<PhysAddr>.Shared.Rent(parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            at[i] = THal.Share(parts[i], BufferDirection.Both);
        }

        _device.Kick();
        for (int i = parts.Length; i-- > 0;)
        {
            THal.Unshare(at[i], parts[i], BufferDirection.Both);
        }

        ArrayPool<PhysAddr>.Shared.Return(at);
    }

    public void Inline(DmaBuffer all)
    {
        Four four = default;
        for (int i = 0; i < 4; i++)
        {
            four[i] = new Shared<THal>(all.Slice(i * 64, 64), BufferDirection.Both);
        }

        foreach (Shared<THal> share in four)
        {
            share.Unshare();
        }
    }

    public void Converted(DmaBuffer[] parts)
    {
        PhysAddr[] at = Array.ConvertAll(parts, part => THal.Share(part, BufferDirection.Both));
        _device.Program(at[0], parts[0].Length);
        for (int i = 0; i < at.Length; i++)
        {
            THal.Unshare(at[i], parts[i], BufferDirection.Both);
        }
    }
}
