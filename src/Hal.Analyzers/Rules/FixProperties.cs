namespace Hal.Analyzers.Rules;

/// <summary>The names under which findings carry what their code fix needs.</summary>
internal static class FixProperties
{
    /// <summary>The expression to write in place of the flagged one.</summary>
    public const string Expression = "Expression";
}
