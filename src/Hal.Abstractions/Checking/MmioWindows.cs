using System.Collections.Generic;

namespace Hal;

/// <summary>
/// The register windows that MmioPhysToVirt has returned, which are no memory to share or deallocate (HAL3003). <c>hal.rs</c> has no unmap:
/// a window is forgotten when its address is abandoned. Not thread-safe: the ledger's lock guards it.
/// </summary>
internal sealed unsafe class MmioWindows
{
    // A driver maps a few. A program that maps without end must not grow the table without end.
    private const int Most = 4096;
    private readonly RangeIndex _byPointer = new();
    private readonly Dictionary<int, Window> _windows = [];
    private int _nextId;

    public bool IsEmpty => _windows.Count == 0;

    public void Add(PhysAddr paddr, byte* pointer, nuint size)
    {
        var window = new Window(paddr, (nuint)pointer, size);
        if (_windows.Count < Most && !_windows.ContainsValue(window))
        {
            _byPointer.Add(window.Start, size, writable: false, _nextId);
            _windows.Add(_nextId++, window);
        }
    }

    public void Forget(PhysAddr paddr)
    {
        foreach ((int id, Window window) in _windows)
        {
            if (window.Paddr == paddr)
            {
                _byPointer.Remove(window.Start, window.Size, writable: false, id);
                _windows.Remove(id);
            }
        }
    }

    /// <summary>The window that has one of these bytes, or <see langword="null"/>.</summary>
    public Window? Find(byte* pointer, nuint length)
    {
        int id = _byPointer.Find((nuint)pointer, length, writable: true);
        return id == RangeIndex.None ? null : _windows[id];
    }

    /// <summary>The window that starts at this address, or <see langword="null"/>.</summary>
    public Window? Find(PhysAddr paddr)
    {
        foreach (Window window in _windows.Values)
        {
            if (window.Paddr == paddr)
            {
                return window;
            }
        }

        return null;
    }

    public readonly record struct Window(PhysAddr Paddr, nuint Start, nuint Size);
}
