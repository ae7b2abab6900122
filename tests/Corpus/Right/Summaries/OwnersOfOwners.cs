using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>An owner that has owners in fields and lists, made by a factory method that disposes what it has when it fails.</summary>
public sealed class Inner<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PhysAddr _at;
    private readonly DmaBuffer _buffer;

    public Inner(DmaBuffer buffer)
    {
        _buffer = buffer;
        _at = THal.Share(buffer, BufferDirection.Both);
    }

    public PhysAddr At => _at;

    public void Dispose() => THal.Unshare(_at, _buffer, BufferDirection.Both);
}

/// <summary>The outer owner.</summary>
public sealed class Outer<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Inner<THal> _head;
    private readonly List<Inner<THal>> _tail = new();

    private Outer(Inner<THal> head) => _head = head;

    public static Outer<THal>? TryCreate(IReadOnlyList<DmaBuffer> buffers, Device device)
    {
        var outer = new Outer<THal>(new Inner<THal>(buffers[0]));
        for (int i = 1; i < buffers.Count; i++)
        {
            var inner = new Inner<THal>(buffers[i]);
            outer._tail.Add(inner);
            if (!device.Submit(inner.At))
            {
                outer.Dispose();
                return null;
            }
        }

        return outer;
    }

    public static bool Run(IReadOnlyList<DmaBuffer> buffers, Device device)
    {
        using Outer<THal>? outer = TryCreate(buffers, device);
        return outer != null && device.Submit(outer._head.At);
    }

    public void Dispose()
    {
        foreach (Inner<THal> inner in _tail)
        {
            inner.Dispose();
        }

        _tail.Clear();
        _head.Dispose();
    }
}
