using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Long commands lie in a chain of mailbox pages that point to each other.</summary>
public sealed unsafe class CommandMailboxChain<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BlockBytes = 512;
    private const nuint NextAt = 512;

    private sealed class Block(Dma<THal> memory)
    {
        public Dma<THal> Memory { get; } = memory;

        public Block? Next { get; set; }
    }

    private Block? _first;

    private CommandMailboxChain()
    {
    }

    public PhysAddr First => _first?.Memory.Paddr ?? default;

    public static CommandMailboxChain<THal>? TryCreate(int bytes)
    {
        var chain = new CommandMailboxChain<THal>();
        int blocks = (bytes + BlockBytes - 1) / BlockBytes;
        for (int i = 0; i < blocks; i++)
        {
            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? memory))
            {
                chain.Dispose();
                return null;
            }

            *memory.Pointer<ulong>(NextAt) = chain.First.Value;
            chain._first = new Block(memory) { Next = chain._first };
        }

        return chain;
    }

    public void Write(ReadOnlySpan<byte> command)
    {
        for (Block? block = _first; block is not null && !command.IsEmpty; block = block.Next)
        {
            int take = Math.Min(command.Length, BlockBytes);
            command[..take].CopyTo(block.Memory.AsSpan());
            command = command[take..];
        }
    }

    public void Read(Span<byte> result)
    {
        for (Block? block = _first; block is not null && !result.IsEmpty; block = block.Next)
        {
            int take = Math.Min(result.Length, BlockBytes);
            block.Memory.AsSpan()[..take].CopyTo(result);
            result = result[take..];
        }
    }

    public void Dispose()
    {
        while (_first is { } block)
        {
            _first = block.Next;
            block.Memory.Dispose();
        }
    }
}
